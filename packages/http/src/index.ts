export { CONNECTION_LIMITS, SECURITY_HEADERS } from './limits.ts'
export { refuseExpectation, refuseMalformed, refuseOdd } from './malformed.ts'
export { Markup, markup } from './markup.ts'
export { type ProblemFields, problemOf } from './problem.ts'
