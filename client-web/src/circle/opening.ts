// Opens a member's place in a browser.
import type { CircleLink } from './links';
import type { Place } from './place.svelte';

/** The place that this device has in the circle, or the door where it has none. */
export declare function open_place(circle: string, link?: CircleLink): Promise<Place>;
