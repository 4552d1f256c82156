// What can be wrong with a template, by its codes; the words for it are in words/flaws.
import type { flaws } from '../../../protocol/generated/flaws';

export type FlawCode = keyof typeof flaws;
