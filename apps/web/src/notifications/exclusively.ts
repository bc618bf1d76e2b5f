/** What subscribes this browser to a push service and what unsubscribes it wait for each other: in all tabs, and in the service worker. */
export function exclusively<T>(act: () => Promise<T>): Promise<T> {
  return navigator.locks.request('bliss.push', act)
}
