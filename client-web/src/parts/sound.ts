// A few sounds, made by Web Audio: a bell for silences, a soft sign that the piece came, and a low one
// that somebody waits at the door. Off until chosen.
let audio: AudioContext | undefined;

function tone(frequency: number, loudness: number, seconds: number): void {
  audio ??= new AudioContext();
  const start = audio.currentTime;
  const swing = audio.createOscillator();
  const fading = audio.createGain();
  swing.frequency.value = frequency;
  fading.gain.setValueAtTime(0, start);
  fading.gain.linearRampToValueAtTime(loudness, start + 0.02);
  fading.gain.exponentialRampToValueAtTime(0.0001, start + seconds);
  swing.connect(fading).connect(audio.destination);
  swing.start(start);
  swing.stop(start + seconds);
}

export function ring_bell(): void {
  tone(432, 0.2, 5);
  tone(432 * 2.76, 0.06, 3);
  tone(432 * 5.4, 0.02, 1.5);
}

export function soft_sign(): void {
  tone(528, 0.1, 1.2);
  navigator.vibrate?.(60);
}

export function door_sign(): void {
  tone(264, 0.08, 0.9);
  tone(396, 0.05, 1.4);
}
