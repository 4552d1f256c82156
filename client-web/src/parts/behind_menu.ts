// What of the menu is not of this moment: it comes once somebody opens it, so that
// the first page stands sooner.
export { default as CircleSettings } from './CircleSettings.svelte';
export { default as ForMe } from './ForMe.svelte';
export { default as KeptOfMe } from './KeptOfMe.svelte';
