import { parentPort, workerData } from 'node:worker_threads'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'

/** Typst computes without pause; here it holds up nothing but the next document. */
export type RenderJob = { id: number; template: string; data: string; standard: string; createdAtSeconds: number }
export type RenderAnswer = { id: number; pdf: Uint8Array } | { id: number; failure: string }
export type RenderWorkerData = { root: string; fontFolders: string[] }

/** Results of layout are kept for later runs and never freed by themselves; with this, 1,000 tickets level off at 350 MB. */
const RENDERS_BETWEEN_EVICTIONS = 10
const KEPT_GENERATIONS = 2

const { root, fontFolders } = workerData as RenderWorkerData
const compiler = NodeCompiler.create({ workspace: root, fontArgs: [{ fontPaths: fontFolders }] })
let renders = 0

function render(job: RenderJob): RenderAnswer {
  try {
    const compiled = compiler.compile({ mainFilePath: job.template, inputs: { data: job.data } })
    // `hasError` answers false for failed compilations too; the error itself is reliable.
    const error = compiled.takeError()
    if (error) return { id: job.id, failure: JSON.stringify(compiler.fetchDiagnostics(error)) }
    if (!compiled.result) return { id: job.id, failure: 'The compiler gave no document' }
    const pdf = compiler.pdf(compiled.result, { pdfStandard: job.standard, creationTimestamp: job.createdAtSeconds })
    return { id: job.id, pdf: new Uint8Array(pdf) }
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
