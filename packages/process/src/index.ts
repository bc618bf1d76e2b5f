export { CannotStart } from './cannot-start.ts'
export { machineBeforeSecrets, machineOf, namedPath, setVariables } from './machine.ts'
export { type RunningProcess, runProcess, runTask } from './run.ts'
