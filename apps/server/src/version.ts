/** Of the product; written into documents, logs and the API. */
export const VERSION = '0.1.0'
