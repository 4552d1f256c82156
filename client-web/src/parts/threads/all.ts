// What people carry, as one piece that comes when somebody looks at it, so that the circle stands sooner.
export { default as Board } from './Board.svelte';
export { default as Capacity } from './Capacity.svelte';
export { default as Carried } from './Carried.svelte';
export { default as Carrying } from './Carrying.svelte';
export { default as LookingBack } from './LookingBack.svelte';
export { default as MeetForm } from './MeetForm.svelte';
export { default as Steps } from './Steps.svelte';
export { default as Weather } from './Weather.svelte';
