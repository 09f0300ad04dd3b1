/** A document could not be made. It is a fault of the template, its data or the machine, never of the reader. */
export class DocumentError extends Error {
  override readonly name = 'DocumentError'
  readonly code: `documents.${DocumentFailure}`
  constructor(failure: DocumentFailure, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = `documents.${failure}`
  }
}

export type DocumentFailure = 'template_refused' | 'template_failed' | 'timed_out' | 'busy' | 'closed'
