/**
 * List prices of AWS in eu-central-1 (CloudFront: Europe), in US dollars without tax, as its pages listed them in the middle of 2025.
 * They were written down from memory of those pages, without a network: hold them against AWS's calculator before a budget is made of them.
 */
export const AS_OF = '2025-06'

export const PRICES = {
  fargateCpuHour: 0.04656,
  fargateGibHour: 0.00511,
  rdsT4gSmallMultiAzHour: 0.076,
  rdsM7gXlargeMultiAzHour: 0.864,
  rdsGibMonthMultiAz: 0.274,
  valkeyT4gMicroHour: 0.0152,
  valkeyT4gSmallHour: 0.0304,
  balancerHour: 0.027,
  balancerUnitHour: 0.008,
  natHour: 0.052,
  natGib: 0.052,
  ipHour: 0.005,
  wafAclMonth: 5,
  wafRuleMonth: 1,
  wafMillionRequests: 0.6,
  s3GibMonth: 0.0245,
  s3GlacierInstantGibMonth: 0.005,
  s3ThousandWrites: 0.0054,
  /** By what was sent in the month so far: GiB, and what each costs up to there. */
  cloudFrontGib: [
    [1_024, 0],
    [10_240, 0.085],
    [51_200, 0.08],
    [153_600, 0.06],
    [512_000, 0.04],
    [Number.POSITIVE_INFINITY, 0.03],
  ],
  cloudFrontMillionRequests: 1.2,
  cloudFrontFunctionMillion: 0.1,
  keyValueStoreMillionReads: 0.03,
  keyValueStoreThousandWrites: 1,
  lambdaEdgeMillion: 0.6,
  lambdaEdgeGibSecond: 0.00005001,
  mediaConvertHdMinute: 0.0174,
  mediaConvertSdMinute: 0.0087,
  cognitoMember: 0.015,
  cognitoFreeMembers: 10_000,
  sesThousandMails: 0.1,
  logsGib: 0.63,
  secretMonth: 0.4,
  alarmMonth: 0.1,
  customMetricMonth: 0.3,
} as const
