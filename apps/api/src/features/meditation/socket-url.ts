/** Where the breath of a session goes. `backendUrl`: the address that members reach the API at. */
export function socketUrlOf(backendUrl: string, sessionId: string): string {
  return `${backendUrl.replace(/^http/, 'ws')}/api/meditation/ws/breath?session_id=${sessionId}`
}
