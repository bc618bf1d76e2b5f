/** The module that CloudFront Functions (runtime 2.0) bring, as far as it is used here. */
declare module 'cloudfront' {
  interface KeyValueStore {
    /** Rejects for a key that is not there, too. */
    get(key: string, options?: { format: 'string' }): Promise<string>
    exists(key: string): Promise<boolean>
  }
  const cloudfront: { kvs(): KeyValueStore }

  export { cloudfront as default, type KeyValueStore }
}
