/** For the benchmarks. */
export { type FunctionCase, openFunction } from './function-runner.ts'
export { openLambda } from './run-lambda.ts'
