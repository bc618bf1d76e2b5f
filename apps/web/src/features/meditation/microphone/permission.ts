/** What the browser will do when it is asked for a microphone. */
export type MicrophonePermission = 'granted' | 'denied' | 'prompt'

/**
 * Tells the state of the permission, and each change of it while the page is open. A browser that does not know the
 * question will ask the member: `prompt`.
 *
 * @returns what ends it.
 */
export function watchPermission(tell: (permission: MicrophonePermission) => void): () => void {
  const watching = new AbortController()
  queryPermission().then(
    (status) => {
      if (watching.signal.aborted) return
      tell(status.state)
      status.addEventListener('change', () => tell(status.state), { signal: watching.signal })
    },
    () => {
      if (!watching.signal.aborted) tell('prompt')
    },
  )
  return () => watching.abort()
}

/** Whether the browser would give a microphone without asking the member. */
export async function isMicrophoneGranted(): Promise<boolean> {
  return queryPermission().then(
    ({ state }) => state === 'granted',
    () => false,
  )
}

/** Rejects where the browser has no permissions, or none of this name. */
async function queryPermission(): Promise<PermissionStatus> {
  return navigator.permissions.query({ name: 'microphone' })
}
