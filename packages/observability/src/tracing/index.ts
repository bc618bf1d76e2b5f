export { noTracer, type Tracer, tracerOf, type Work } from './tracer.ts'
