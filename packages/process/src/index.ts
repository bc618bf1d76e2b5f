export { machineOf, namedPath } from './machine.ts'
export { runProcess, runTask } from './run.ts'
