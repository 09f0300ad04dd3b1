import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { isProblem } from '../api/problem.ts'
import { changedKeys, type FlatDraft, mergeEdits } from './flat-draft.ts'

type Versioned<T> = {
  /** What the server had when this editor read it. */
  current: T
  draftOf: (thing: T) => FlatDraft
  save: (onto: T, draft: FlatDraft, keys: string[]) => Promise<T>
  /** Reads it anew, after somebody else has saved. */
  reload: () => Promise<T>
  onSaved: (saved: T) => void
}

export type Clash = { theirDraft: FlatDraft; conflicts: readonly string[] }

/**
 * A form over something that others may edit too. What only they changed is taken over; where both changed the same
 * field, both texts are kept until somebody has chosen.
 */
export function useVersionedDraft<T extends { version: number }>(of: Versioned<T>) {
  const [edit, setEdit] = useState<{ base: T; draft: FlatDraft } | null>(null)
  const [clash, setClash] = useState<Clash | null>(null)
  const base = edit?.base ?? of.current
  const baseDraft = of.draftOf(base)
  const draft = edit?.draft ?? baseDraft
  const keys = changedKeys(baseDraft, draft)

  const store = async (onto: T, words: FlatDraft): Promise<T> => {
    try {
      return await of.save(onto, words, changedKeys(of.draftOf(onto), words))
    } catch (error) {
      if (!isProblem(error, 'request.precondition_failed')) throw error
      const theirs = await of.reload()
      const { merged, conflicts } = mergeEdits(of.draftOf(onto), words, of.draftOf(theirs))
      setEdit({ base: theirs, draft: merged })
      if (conflicts.length === 0) return store(theirs, merged)
      setClash({ theirDraft: of.draftOf(theirs), conflicts })
      throw error
    }
  }
  const saving = useMutation({
    mutationFn: () => store(base, draft),
    onSuccess: saved => {
      setEdit(null)
      setClash(null)
      of.onSaved(saved)
    },
  })
  return {
    draft,
    keys,
    clash,
    set: (key: string, value: string) => setEdit({ base, draft: { ...draft, [key]: value } }),
    /** All of the form at once, from what is newest: several fields that change together. */
    change: (next: (draft: FlatDraft) => FlatDraft) =>
      setEdit(before => ({ base: before?.base ?? base, draft: next(before?.draft ?? baseDraft) })),
    takeTheirs: (key: string) => {
      setEdit({ base, draft: { ...draft, [key]: clash?.theirDraft[key] ?? '' } })
      settle(key)
    },
    keepMine: (key: string) => settle(key),
    discard: () => {
      setEdit(null)
      setClash(null)
      saving.reset()
    },
    save: () => saving.mutate(),
    isSaving: saving.isPending,
    /** A clash is told by its own notice. */
    error: clash && isProblem(saving.error, 'request.precondition_failed') ? null : saving.error,
  }

  function settle(key: string) {
    if (!clash) return
    const conflicts = clash.conflicts.filter(each => each !== key)
    setClash(conflicts.length > 0 ? { ...clash, conflicts } : null)
  }
}
