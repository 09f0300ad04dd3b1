import { useMutation } from '@tanstack/react-query'
import { useToast } from '@tessera/ui/toast'
import { useProblemText } from '../problems.ts'

/** How a refusal is told in passing, where no form stands that could tell it. */
export function useTellProblem(): (error: Error) => void {
  const toast = useToast()
  const said = useProblemText()
  return error => toast({ title: said(error), tone: 'danger' })
}

/** What happens at one press, without a form: `const act = useAct(refresh); act.mutate(() => changeList(…))`. */
export function useAct(onSettled: () => unknown) {
  const onError = useTellProblem()
  return useMutation({ mutationFn: (work: () => Promise<unknown>) => work(), onSettled, onError })
}
