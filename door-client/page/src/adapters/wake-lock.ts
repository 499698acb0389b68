/** Keeps the screen on. The browser drops the lock whenever the page is hidden. */
export function keepScreenAwake(): void {
  const ask = (): void => {
    // Absent on insecure pages and in older browsers, whatever the types say; refused when the battery is low.
    const wakeLock = navigator.wakeLock as WakeLock | undefined;
    if (document.visibilityState === 'visible') void wakeLock?.request('screen').catch(() => undefined);
  };
  document.addEventListener('visibilitychange', ask);
  ask();
}
