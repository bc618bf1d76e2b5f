/** What addresses of the web app may carry to tell what led to them, such as `?from=newsletter`. */
export const LED_BY = ['newsletter', 'embed'] as const
export type LedBy = (typeof LED_BY)[number]
export const LED_BY_PARAMETER = 'from'
