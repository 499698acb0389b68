/** Keeps the screen on while the page is in front; where the browser cannot, the person's own settings rule. */
export function keepAwake(): () => void {
  let lock: WakeLockSentinel | undefined;
  const ask = async () => {
    if (document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return;
    try {
      lock = await navigator.wakeLock.request('screen');
    } catch {
      // Refused, for instance with an almost empty battery.
      lock = undefined;
    }
  };
  const onVisible = () => void ask();
  // The browser lets go of the lock whenever the page is hidden.
  document.addEventListener('visibilitychange', onVisible);
  void ask();
  return () => {
    document.removeEventListener('visibilitychange', onVisible);
    void lock?.release();
  };
}
