// The window is shown once the page has drawn, as Juxta's is.
document.querySelector('textarea').focus();
requestAnimationFrame(() => requestAnimationFrame(() => window.__TAURI_INTERNALS__.invoke('ready')));
