declare module 'autocannon' {
  interface Request {
    path: string
    headers?: Record<string, string>
    setupRequest?: (request: Request) => Request
  }

  interface Options {
    url: string
    connections: number
    duration: number
    timeout: number
    requests: Request[]
  }

  interface Result {
    duration: number
    non2xx: number
    errors: number
    throughput: { total: number }
  }

  interface Run extends PromiseLike<Result> {
    on(event: 'response', listener: (client: unknown, status: number, bytes: number, ms: number) => void): void
  }

  function autocannon(options: Options): Run
  namespace autocannon {
    export type { Request }
  }
  export = autocannon
}
