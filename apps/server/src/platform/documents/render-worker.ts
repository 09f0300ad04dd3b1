import { parentPort, workerData } from 'node:worker_threads'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'

/** Typst computes without pause; here it holds up nothing but the next document. */
export type RenderJob = { id: number; template: string; data: string; standard: string; createdAtSeconds: number }
export type RenderAnswer = { id: number; pdf: Uint8Array } | { id: number; failure: string }
export type RenderWorkerData = { root: string; fontFolders: string[] }

/** Results of layout are kept for later runs and never freed by themselves; with this, 1,000 tickets level off at 350 MB. */
const RENDERS_BETWEEN_EVICTIONS = 10
const KEPT_GENERATIONS = 2

const PLAIN = '1.7'

const { root, fontFolders } = workerData as RenderWorkerData
const compiler = NodeCompiler.create({ workspace: root, fontArgs: [{ fontPaths: fontFolders }] })
let renders = 0

type Laid = Parameters<typeof compiler.pdf>[0]

/**
 * The accessible standards refuse a document with a letter for which no font is there, so that somebody named in such
 * letters would have no ticket at all. Theirs is plain: boxes stand for the letters, and the code still opens the door.
 */
function written(document: Laid, { standard, createdAtSeconds }: RenderJob): Buffer {
  const creationTimestamp = createdAtSeconds
  try {
    return compiler.pdf(document, { pdfStandard: standard, creationTimestamp })
  } catch (error) {
    if (!String(error).includes('could not be displayed with font')) throw error
    return compiler.pdf(document, { pdfStandard: PLAIN, creationTimestamp })
  }
}

function render(job: RenderJob): RenderAnswer {
  try {
    const compiled = compiler.compile({ mainFilePath: job.template, inputs: { data: job.data } })
    // `hasError` answers false for failed compilations too; the error itself is reliable.
    const error = compiled.takeError()
    if (error) return { id: job.id, failure: JSON.stringify(compiler.fetchDiagnostics(error)) }
    if (!compiled.result) return { id: job.id, failure: 'The compiler gave no document' }
    return { id: job.id, pdf: new Uint8Array(written(compiled.result, job)) }
  } catch (error) {
    return { id: job.id, failure: error instanceof Error ? error.message : String(error) }
  } finally {
    renders++
    if (renders % RENDERS_BETWEEN_EVICTIONS === 0) compiler.evictCache(KEPT_GENERATIONS)
  }
}

parentPort?.on('message', (job: RenderJob) => {
  const answer = render(job)
  parentPort?.postMessage(answer, 'pdf' in answer ? [answer.pdf.buffer as ArrayBuffer] : [])
})
