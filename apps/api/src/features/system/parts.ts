import type { Dependencies } from './readiness.ts'

export interface SystemParts {
  version: string
  /** How each thing fares that this process depends on; never rejects. */
  dependencies: () => Promise<Dependencies>
}
