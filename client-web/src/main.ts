// The page begins: the look that was chosen, the face of the letters, and the first screen.
import '@fontsource/atkinson-hyperlegible/latin-400.css';
import '@fontsource/atkinson-hyperlegible/latin-700.css';
import './styles.css';
import { mount } from 'svelte';
import App from './App.svelte';
import { apply_look } from './parts/liking.svelte';

apply_look();
const target = document.getElementById('app');
if (target) mount(App, { target });
