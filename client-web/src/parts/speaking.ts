// In which language this page speaks: the one chosen here by hand, or the browser's.
import { language_for } from '../words/languages';
import { say } from '../words/say';
import { speak, spoken } from '../words/spoken.svelte';
import { like, liking } from './liking.svelte';

/** For assistive technology, hyphens and the side from which one reads. */
function apply_language(): void {
  document.documentElement.lang = spoken().language;
  document.documentElement.dir = spoken().direction;
  document.title = say('page.title');
}

/** Before anything is shown. */
export async function begin_speaking(wanted = navigator.languages): Promise<void> {
  const chosen = language_for(liking.language, wanted);
  await speak(chosen, wanted).catch(() => speak(language_for(undefined, []), wanted));
  apply_language();
}

/** From here on, on this device; refused where it cannot be fetched. */
export async function speak_from_now(language: string): Promise<void> {
  await speak(language, navigator.languages);
  like({ language: spoken().language });
  apply_language();
}
