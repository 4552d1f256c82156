// Before each file of tests. English, since a page is never shown without a language either.
import { vi } from 'vitest';
import { speak } from '../../client-web/src/words/spoken.svelte';

await speak('en');

// A busy machine is slow, not wrong: what is waited for has nearly as long as its test.
const { waitFor } = vi;
vi.waitFor = (callback, options = 20_000) => waitFor(callback, options);
