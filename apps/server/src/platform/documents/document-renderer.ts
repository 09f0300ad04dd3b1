import { realpathSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { DocumentError } from './document-error.ts'
import type { RenderAnswer, RenderJob, RenderWorkerData } from './render-worker.ts'
import { checkTemplate } from './template-check.ts'

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }

export type PdfStandard = 'pdf-1.7' | 'pdf/a-2a' | 'pdf/a-3b' | 'pdf/ua-1'

export type RenderOptions = {
  /** Written into the document; the same data and moment give the same bytes. */
  createdAt: Date
  /** Tagged and accessible (PDF/UA-1) unless told otherwise. Its templates need a title, a language and alt texts. */
  standard?: PdfStandard
}

export type DocumentRenderer = {
  /** `template` is a .typ file below the root; `data` reaches it as `json(bytes(sys.inputs.data))`. */
  renderPdf(template: string | URL, data: Json, options: RenderOptions): Promise<Buffer>
  [Symbol.asyncDispose](): Promise<void>
}

export type DocumentRendererOptions = {
  /** What templates may read and import (`/platform/documents/base.typ`) lies below this folder. */
  root: string
  fontFolders?: readonly string[]
  timeoutMs?: number
  maxWaiting?: number
}

type Waiting = { job: RenderJob; resolve: (pdf: Buffer) => void; reject: (error: Error) => void }

const FONTS = fileURLToPath(new URL('./fonts', import.meta.url))
const TIMEOUT_MS = 20_000
const MAX_WAITING = 1_000
const CLOSE_MS = 2_000

const STANDARDS: Record<PdfStandard, string> = {
  'pdf-1.7': '1.7',
  'pdf/a-2a': 'a-2a',
  'pdf/a-3b': 'a-3b',
  'pdf/ua-1': 'ua-1',
}

/** One worker, one document at a time, the others wait in line: two would fight for the cores that serve buyers. */
export function createDocumentRenderer(options: DocumentRendererOptions): DocumentRenderer {
  const root = realpathSync(options.root)
  const line = new RenderLine({
    timeoutMs: options.timeoutMs ?? TIMEOUT_MS,
    maxWaiting: options.maxWaiting ?? MAX_WAITING,
    workerData: { root, fontFolders: [FONTS, ...(options.fontFolders ?? [])] },
  })
  const checked = new Map<string, Promise<string>>()
  let nextId = 1
  return {
    async renderPdf(template, data, { createdAt, standard = 'pdf/ua-1' }) {
      const file = template instanceof URL ? fileURLToPath(template) : template
      const checking = checked.get(file) ?? checkTemplate(file, root)
      checked.set(file, checking)
      checking.catch(() => checked.delete(file))
      return line.add({
        id: nextId++,
        template: await checking,
        data: JSON.stringify(data),
        standard: STANDARDS[standard],
        createdAtSeconds: Math.floor(createdAt.getTime() / 1_000),
      })
    },
    [Symbol.asyncDispose]: () => line.close(),
  }
}

type LineOptions = { timeoutMs: number; maxWaiting: number; workerData: RenderWorkerData }

class RenderLine {
  readonly #options: LineOptions
  readonly #waiting: Waiting[] = []
  #current: { one: Waiting; timer: NodeJS.Timeout } | null = null
  #worker: Worker | null = null
  #closed = false

  constructor(options: LineOptions) {
    this.#options = options
  }

  add(job: RenderJob): Promise<Buffer> {
    if (this.#closed) return Promise.reject(new DocumentError('closed', 'The renderer is closed'))
    if (this.#waiting.length >= this.#options.maxWaiting) {
      return Promise.reject(new DocumentError('busy', 'Too many documents are waiting'))
    }
    return new Promise((resolve, reject) => {
      this.#waiting.push({ job, resolve, reject })
      this.#next()
    })
  }

  #next(): void {
    if (this.#current || this.#closed) return
    const one = this.#waiting.shift()
    if (!one) {
      // A worker without work does not keep the process alive.
      this.#worker?.unref()
      return
    }
    const worker = this.#worker ?? this.#start()
    worker.ref()
    const timer = setTimeout(() => {
      this.#drop(worker, new DocumentError('timed_out', `${one.job.template} took over ${this.#options.timeoutMs} ms`))
    }, this.#options.timeoutMs)
    this.#current = { one, timer }
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
    worker.postMessage(one.job)
  }

  #start(): Worker {
    const worker = new Worker(new URL('./render-worker.ts', import.meta.url), { workerData: this.#options.workerData })
    worker.on('message', (answer: RenderAnswer) => this.#answer(answer))
    worker.on('error', error => {
      this.#drop(worker, new DocumentError('template_failed', 'The worker for documents failed', { cause: error }))
    })
    this.#worker = worker
    return worker
  }

  #answer(answer: RenderAnswer): void {
    const current = this.#current
    if (!current || current.one.job.id !== answer.id) return
    clearTimeout(current.timer)
    this.#current = null
    if ('pdf' in answer) current.one.resolve(Buffer.from(answer.pdf.buffer))
    else current.one.reject(new DocumentError('template_failed', `${current.one.job.template}: ${answer.failure}`))
    this.#next()
  }

  /** The document in hand is lost, the waiting ones are not: they get a new worker. */
  #drop(worker: Worker, error: DocumentError): void {
    if (this.#worker !== worker) return
    this.#worker = null
    const current = this.#current
    this.#current = null
    if (current) {
      clearTimeout(current.timer)
      current.one.reject(error)
    }
    // Native code cannot be interrupted: the thread ends when it comes back, the new one does not wait for that.
    void worker.terminate()
    this.#next()
  }

  async close(): Promise<void> {
    this.#closed = true
    const closed = new DocumentError('closed', 'The renderer was closed')
    if (this.#current) {
      clearTimeout(this.#current.timer)
      this.#current.one.reject(closed)
      this.#current = null
    }
    for (const one of this.#waiting.splice(0)) one.reject(closed)
    const worker = this.#worker
    this.#worker = null
    await Promise.race([worker?.terminate(), sleep(CLOSE_MS, undefined, { ref: false })])
  }
}
