/** The socket's wire protocol, for the API, the web app and the documentation. */
export * from './circle.ts'
export * from './circle-clock.ts'
export * from './event.ts'
export * from './frame.ts'
export * from './limits.ts'
export * from './messages.ts'
export * from './patterns.ts'
export * from './target.ts'
