import { mount } from 'svelte'
import '../shared/tokens.css'
import '../shared/base.css'
import '../shared/controls.css'
import '../shared/paper.css'
import App from './App.svelte'

mount(App, { target: document.getElementById('app')! })
