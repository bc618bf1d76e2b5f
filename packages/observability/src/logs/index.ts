export { type LogIntake, logIntake } from './intake.ts'
