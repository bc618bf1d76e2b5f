/** The specification's five and a sixth, on every answer of every server. A page that needs a wider policy sets its own. */
export const SECURITY_HEADERS = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'x-xss-protection': '1; mode=block',
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'content-security-policy': "default-src 'self'",
  'referrer-policy': 'no-referrer',
} as const

/**
 * How long a client may take to send what it asks. Node looks for late ones only now and then: every 30 s by default. It
 * would answer a request without a Host header itself, with nothing: `refuseOdd` does that.
 */
export const CONNECTION_LIMITS = {
  headersTimeout: 20_000,
  requestTimeout: 60_000,
  connectionsCheckingInterval: 1_000,
  requireHostHeader: false,
} as const
