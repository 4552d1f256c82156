// The page begins: the look and the language that were chosen, the face of the letters, and the first screen.
import '@fontsource/atkinson-hyperlegible/latin-400.css';
import '@fontsource/atkinson-hyperlegible/latin-700.css';
import './styles.css';
import { mount } from 'svelte';
import App from './App.svelte';
import { apply_look } from './parts/liking.svelte';
import { begin_speaking } from './parts/speaking';

apply_look();
const target = document.getElementById('app');
void begin_speaking().then(() => {
  if (target) mount(App, { target });
});
