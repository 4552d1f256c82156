// Makes a circle from a keeper's choices; the maker is in it at once, as its first keeper.
import type { Place } from './place.svelte';
import type { Keeps, Meets } from './words';

export interface Making {
  title: string;
  agreements: string;
  safety?: string;
  places?: string;
  meets: Meets;
  keeps: Keeps;
  grace?: number;
  name: string;
  pronouns?: string;
  shared_device?: boolean;
  operator_token?: string;
}

export interface Made {
  place: Place;
  keeper_link: string;
  invitation_link: string;
}

export declare function make_circle(making: Making): Promise<Made>;
