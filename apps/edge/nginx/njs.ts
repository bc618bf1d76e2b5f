/** What njs hands a handler, as far as it is used here. (Debian 12 has njs 0.7.9.) */
export interface NginxRequest {
  /** nginx's variables; undefined for what is not set. */
  variables: Record<string, string | undefined>
  /** Of the answer. What is deleted is not sent. */
  headersOut: Record<string, string>
  return(status: number, text: string): void
  /** Answers by another location of nginx. */
  internalRedirect(uri: string): void
  /** Writes to nginx's error log. */
  error(text: string): void
}
