// English, before each file of tests: a page is never shown without a language either.
import { speak } from '../../client-web/src/words/spoken.svelte';

await speak('en');
