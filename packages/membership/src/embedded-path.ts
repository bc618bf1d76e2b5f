/** The page of the web app that other sites may show in a frame. */
export const EMBEDDED_PATH = '/newsletter/embed'
