export { machineOf, namedPath } from './machine.ts'
export { type RunningProcess, runProcess, runTask } from './run.ts'
