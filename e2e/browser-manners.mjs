// Loaded before a program of a guide: Node then treats servers as a browser does, in a page of WEB_ORIGIN.
const cookies = new Map()
const { WEB_ORIGIN } = process.env

function keep(response) {
  for (const set of response.headers.getSetCookie()) {
    const [name, value] = set.split(';', 1)[0].split('=')
    if (value) cookies.set(name, value)
    else cookies.delete(name)
  }
}

const cookieHeader = () => [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
const plainFetch = globalThis.fetch
const PlainSocket = globalThis.WebSocket

globalThis.fetch = async (url, options = {}) => {
  const sends = options.credentials === 'include'
  const headers = new Headers(options.headers)
  headers.set('origin', WEB_ORIGIN)
  if (sends && cookies.size > 0) headers.set('cookie', cookieHeader())
  const response = await plainFetch(url, { ...options, headers })
  if (response.headers.get('access-control-allow-origin') !== WEB_ORIGIN) throw new TypeError('Refused by CORS')
  if (sends) keep(response)
  return response
}

globalThis.WebSocket = class extends PlainSocket {
  constructor(url) {
    super(url, { headers: { origin: WEB_ORIGIN, cookie: cookieHeader() } })
  }
}
