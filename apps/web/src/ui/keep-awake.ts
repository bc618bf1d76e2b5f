/** Keeps the screen awake, as far as the browser can, until the result is called. */
export function keepAwake(): () => void {
  let lock: WakeLockSentinel | null = null
  let isOver = false
  const acquire = async () => {
    if (isOver || document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return
    try {
      lock = await navigator.wakeLock.request('screen')
      if (isOver) await lock.release()
    } catch {
      // Low battery, or a browser that will not: what goes on here goes on all the same.
    }
  }
  const again = () => void acquire()
  document.addEventListener('visibilitychange', again)
  void acquire()
  return () => {
    isOver = true
    document.removeEventListener('visibilitychange', again)
    void lock?.release()
  }
}
