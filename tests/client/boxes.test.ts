// Holds boxes to their word: they open for one device, from one device, in one place and for one
// purpose, and whatever else is tried gives an error and no words.
import { beforeAll, describe, expect, it } from 'vitest';
import {
  DoesNotOpen,
  NotAPublicKey,
  open_box,
  seal_box,
  type BoxLabel,
} from '../../client-web/src/seal/boxes';
import { from_text, make_id, make_secret, to_text } from '../../client-web/src/seal/bytes';
import {
  announcement,
  make_device_key,
  read_pair,
  write_pair,
  type Device,
  type DeviceKey,
} from '../../client-web/src/seal/device_key';
import { KeyRing } from '../../client-web/src/seal/key_ring';

const key = make_secret();
let [ana, ben, cai]: DeviceKey[] = [];

const device_of = (member: string, made: DeviceKey | undefined): Device => ({
  member,
  device: made?.device ?? '',
});

beforeAll(async () => {
  [ana, ben, cai] = await Promise.all([make_device_key(), make_device_key(), make_device_key()]);
});

function parties() {
  if (!ana || !ben || !cai) throw new Error('made before all');
  const label: BoxLabel = {
    circle: 'a_circle',
    kind: 'circle_key',
    id: '2',
    author: device_of('Ana', ana),
    recipient: device_of('Ben', ben),
  };
  const sealing = { from: ana.pair, to: ben.announced, label };
  const opening = { to: ben.pair, from: ana.announced, label };
  return { ana, ben, cai, label, sealing, opening };
}

describe('a box', () => {
  it('opens for its device, with every sign as it was written', async () => {
    const { sealing, opening } = parties();
    for (const text of [key, '', '\uFEFFso — ruhig 🌿\n ']) {
      expect(await open_box(opening, await seal_box(sealing, text))).toBe(text);
    }
  });

  it('needs no private part that could be taken out', () => {
    const { ana, ben } = parties();
    for (const { privateKey } of [ana.pair, ben.pair]) expect(privateKey.extractable).toBe(false);
  });

  it('is another each time, and as long as its text asks for', async () => {
    const { sealing } = parties();
    const boxes = [await seal_box(sealing, key), await seal_box(sealing, key)];
    expect(new Set(boxes).size).toBe(2);
    expect(boxes.map((box) => box.length)).toEqual([166, 166]);
    expect(from_text(boxes[0] ?? '')).toHaveLength(65 + 43 + 16);
  });

  it('opens with a pair that was written down and read again, on both sides', async () => {
    const made = await Promise.all([0, 1].map(() => make_device_key({ extractable: true })));
    const [one, other] = made as [DeviceKey, DeviceKey];
    const through_text = async ({ pair }: DeviceKey) =>
      read_pair(JSON.parse(JSON.stringify(await write_pair(pair))));
    const { label } = parties();
    const from = await through_text(one);
    const to = await through_text(other);
    const box = await seal_box({ from, to: other.announced, label }, key);
    expect(await open_box({ to, from: one.announced, label }, box)).toBe(key);
  });

  it('opens when it was made by what other clients may have, to the letter', async () => {
    const point = {
      x: 'YhzeKzOJxLXhR1A1CMayV-HffltbJ9G9EucYf1bnmF8',
      y: 'iuSogVOgbuvADrjWFAbFa-no4OoInZ-SnjfoDTQbMWM',
    };
    const public_key = { kty: 'EC', crv: 'P-256', ...point };
    const private_key = { ...public_key, d: 'XVfn24R7fYTY0SZeOIS08C8vgafY3vExb2s9rmaRAuE' };
    const label: BoxLabel = {
      circle: 'a_circle',
      kind: 'circle_key',
      id: '2',
      author: { member: 'Ana', device: 'a_phone' },
      recipient: { member: 'Ben', device: 'a_tablet' },
    };
    const to = await read_pair({ public_key, private_key });
    const from =
      'BC5JZIrOc0jUCAq0Z1hQ23aqeiBMY7eopp15Xlww7E3wRG39vl8dZaQp8YOkeNL5NltS18Y3imOow0Ab3_HyCK8';
    const box =
      'BAEs3BhmRes1j-JnpIhcBXUPoAnUvsCBtL21yhu2RBc0CnONCpvlZ9Iibsxxu2pxvBxVTDhlf6VyQVkAhFGCuIZ9' +
      'LRT8VZ6SmKcarWYuKAovhVX5ktgyOTM_z2xeGdXP_d6xNEQV';
    expect(await open_box({ to, from, label }, box)).toBe('the pinned words 🌿');
  });
});

describe('a box does not open', () => {
  it("with everything that another member's device has", async () => {
    const { cai, label, sealing, opening } = parties();
    const box = await seal_box(sealing, key);
    const theirs = { ...label, recipient: device_of('Cai', cai) };
    for (const each of [label, theirs]) {
      const with_theirs = { ...opening, to: cai.pair, label: each };
      await expect(open_box(with_theirs, box)).rejects.toThrow(DoesNotOpen);
    }
  });

  it('for who sealed it', async () => {
    const { ana, ben, sealing, opening, label } = parties();
    const box = await seal_box(sealing, key);
    await expect(open_box({ ...opening, to: ana.pair }, box)).rejects.toThrow(DoesNotOpen);
    const turned = { to: ana.pair, from: ben.announced, label };
    await expect(open_box(turned, box)).rejects.toThrow(DoesNotOpen);
  });

  const elsewhere: [string, (label: BoxLabel) => BoxLabel][] = [
    ['circle', (label) => ({ ...label, circle: make_id() })],
    ['purpose', (label) => ({ ...label, kind: 'private_key' })],
    ['number', (label) => ({ ...label, id: '3' })],
    ['author', (label) => ({ ...label, author: { ...label.author, member: 'Cai' } })],
    ["author's device", (label) => ({ ...label, author: { ...label.author, device: make_id() } })],
    ['recipient', (label) => ({ ...label, recipient: { ...label.recipient, member: 'Cai' } })],
    [
      "recipient's device",
      (label) => ({ ...label, recipient: { ...label.recipient, device: make_id() } }),
    ],
    [
      'order of the two',
      ({ author, recipient, ...label }) => ({
        ...label,
        author: recipient,
        recipient: author,
      }),
    ],
  ];
  it.each(elsewhere)('under another %s', async (_, moved) => {
    const { label, sealing, opening } = parties();
    const box = await seal_box(sealing, key);
    await expect(open_box({ ...opening, label: moved(label) }, box)).rejects.toThrow(DoesNotOpen);
  });

  it('where another device sealed it in the name of the author', async () => {
    const { cai, sealing, opening } = parties();
    const forged = await seal_box({ ...sealing, from: cai.pair }, key);
    await expect(open_box(opening, forged)).rejects.toThrow(DoesNotOpen);
  });

  it('where it is truncated, longer, changed in any byte, or no box at all', async () => {
    const { sealing, opening } = parties();
    const bytes = from_text(await seal_box(sealing, 'four words or five'));
    const wrong = [
      '',
      '!',
      'BA',
      to_text(new Uint8Array(120)),
      to_text(new Uint8Array([...bytes, 0])),
    ];
    for (let at = 0; at < bytes.length; at += 1) {
      wrong.push(to_text(bytes.slice(0, at)));
      const changed = bytes.slice();
      changed[at] = (changed[at] ?? 0) ^ 1;
      wrong.push(to_text(changed));
    }
    const came = await Promise.allSettled(wrong.map((box) => open_box(opening, box)));
    expect(came.filter(({ status }) => status === 'fulfilled')).toEqual([]);
    for (const each of came) expect(each).toMatchObject({ reason: expect.any(DoesNotOpen) });
  });

  it('is not sealed under a label that reads like another', async () => {
    const { label, sealing } = parties();
    const odd = { ...sealing, label: { ...label, circle: 'a_circle|circle_key', id: '2' } };
    await expect(seal_box(odd, key)).rejects.toThrow('read the same');
  });
});

describe('an announced key', () => {
  it.each<[string, (point: Uint8Array) => string]>([
    ['nothing', () => ''],
    ['no base64url', () => '?'.repeat(87)],
    ['too short', (point) => to_text(point.slice(0, 64))],
    ['too long', (point) => to_text(new Uint8Array([...point, 0]))],
    ['compressed', (point) => to_text(new Uint8Array([2, ...point.slice(1, 33)]))],
    [
      'another spelling of a point',
      (point) => {
        const parity = (point[64] ?? 0) & 1;
        return to_text(new Uint8Array([6 + parity, ...point.slice(1)]));
      },
    ],
    [
      'beside the curve',
      (point) => {
        const beside = new Uint8Array(point);
        beside[64] = (beside[64] ?? 0) ^ 1;
        return to_text(beside);
      },
    ],
    ['the point at infinity', () => to_text(new Uint8Array(65))],
  ])('that is %s is refused by name', async (_, spoil) => {
    const { ben, sealing, opening } = parties();
    const announced = spoil(from_text(ben.announced));
    const box = await seal_box(sealing, key);
    const sealed = seal_box({ ...sealing, to: announced }, key);
    await expect(sealed).rejects.toThrow(NotAPublicKey);
    await expect(open_box({ ...opening, from: announced }, box)).rejects.toThrow(NotAPublicKey);
  });
});

describe('a swapped public key', () => {
  it('is noticed where it is announced: the seal is of one member and one device', async () => {
    const { ana, ben, cai } = parties();
    const ring = new KeyRing('a_circle', key);
    const of_ben = announcement(device_of('Ben', ben));
    const of_cai = await ring.seal(announcement(device_of('Cai', cai)), cai.announced);
    const other_device = announcement({ member: 'Ben', device: ana.device });
    const other = await ring.seal(other_device, ana.announced);
    const strange = new KeyRing('a_circle', make_secret());
    const made_outside = await strange.seal(of_ben, cai.announced);
    for (const swapped of [of_cai, other, made_outside]) {
      await expect(ring.open(of_ben, swapped)).rejects.toThrow();
    }
    expect(await ring.open(of_ben, await ring.seal(of_ben, ben.announced))).toBe(ben.announced);
  });

  it("is noticed by the box: what is sealed to it is not the device's, nor what comes from it", async () => {
    const { cai, sealing, opening } = parties();
    const to_another = await seal_box({ ...sealing, to: cai.announced }, key);
    await expect(open_box(opening, to_another)).rejects.toThrow(DoesNotOpen);
    const box = await seal_box(sealing, key);
    await expect(open_box({ ...opening, from: cai.announced }, box)).rejects.toThrow(DoesNotOpen);
  });
});
