/** A client of the API as the specification describes it: JSON in, JSON out, cookies kept. */
export interface Client {
  get(path: string): Promise<Response>
  post(path: string, body?: object): Promise<Response>
  put(path: string, body: object): Promise<Response>
  patch(path: string, body: object): Promise<Response>
  delete(path: string): Promise<Response>
}

export async function signedIn(apiUrl: string, account: { email: string; password: string }): Promise<Client> {
  const client = anonymous(apiUrl)
  const response = await client.post('/auth/login', account)
  if (!response.ok) throw new Error(`Sign-in failed: ${await response.text()}`)
  return client
}

/** Nobody, until they register or sign in. */
export function anonymous(apiUrl: string): Client {
  const jar = new Map<string, string>()
  async function send(path: string, method: string, body?: object): Promise<Response> {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const headers = { ...(cookie && { cookie }), ...(body && { 'content-type': 'application/json' }) }
    const response = await fetch(apiUrl + path, {
      method,
      headers,
      redirect: 'manual',
      ...(body && { body: JSON.stringify(body) }),
    })
    for (const set of response.headers.getSetCookie()) {
      const [name = '', value = ''] = set.split(';', 1)[0]?.split('=') ?? []
      if (value) jar.set(name, value)
      else jar.delete(name)
    }
    return response
  }
  return {
    get: (path) => send(path, 'GET'),
    post: (path, body) => send(path, 'POST', body),
    put: (path, body) => send(path, 'PUT', body),
    patch: (path, body) => send(path, 'PATCH', body),
    delete: (path) => send(path, 'DELETE'),
  }
}

interface StreamAnswer {
  hls_master: string
  hls_720p?: string
  hls_audio?: string
  thumbnail: string
  expires_at: number
}

/** Signed addresses of an item, of the stream that this client has of it already or of a new one. @throws when the API refuses. */
export async function streamOf(client: Client, contentId: string): Promise<StreamAnswer> {
  const { streams } = (await (await client.get('/api/streaming/sessions')).json()) as { streams: RunningStream[] }
  const own = streams.find(({ content_id, is_this_sign_in }) => is_this_sign_in && content_id === contentId)
  const query = own ? `?session_id=${own.id}` : ''
  const response = await client.get(`/api/streaming/content/${contentId}/stream${query}`)
  if (!response.ok) throw new Error(`No stream: ${response.status} ${await response.text()}`)
  return (await response.json()) as StreamAnswer
}

interface RunningStream {
  id: string
  content_id: string
  is_this_sign_in: boolean
}
