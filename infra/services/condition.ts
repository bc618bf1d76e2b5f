import type { IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch'

/** What somebody has to look at: each alarm names the page of docs/deploy/incidents.md that says how. */
export interface Condition {
  metric: IMetric
  threshold: number
  /** How many periods in a row. */
  periods: number
  below?: boolean
  /** `breaching`: that nothing is told is the alarm. */
  missing?: TreatMissingData
  page: string
}
