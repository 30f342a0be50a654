// The window is shown once its page stands, as Juxta's is. A hidden page gets no frames: it cannot wait for one.
document.querySelector('textarea').focus();
window.__TAURI_INTERNALS__.invoke('ready');
