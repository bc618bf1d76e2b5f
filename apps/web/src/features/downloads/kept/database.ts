/** The answer of a request to IndexedDB. */
export function answered<Value>(request: IDBRequest<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error ?? new Error('The browser keeps nothing'))
  })
}

/** Resolves once all of a transaction is stored. */
export function stored(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve()
    transaction.onabort = () => reject(transaction.error ?? new Error('The browser stored nothing'))
  })
}

/** What is kept has another shape from one version to the next: it is thrown away, and fetched anew. */
const VERSION = 1

export function openDatabase(): Promise<IDBDatabase> {
  const request = indexedDB.open('bliss-downloads', VERSION)
  request.onupgradeneeded = () => {
    const { result: database } = request
    for (const name of [...database.objectStoreNames]) database.deleteObjectStore(name)
    database.createObjectStore('downloads', { keyPath: 'id' })
    database.createObjectStore('chunks')
  }
  return answered(request)
}
