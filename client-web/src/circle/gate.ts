// What somebody asks themselves before a repair, and what it comes to. No single answer is kept or
// sent; every question is asked, whatever came before it.
import type { Gate } from './words';

type GateAnswer = 'yes' | 'no' | 'unsure';

export interface Question {
  key: 'my_choice' | 'afraid' | 'ongoing' | 'own_part' | 'support';
  /** The one answer that a repair can begin on. */
  opens: GateAnswer;
}

export const gate_answers: readonly GateAnswer[] = ['yes', 'no', 'unsure'];

export const questions: readonly Question[] = [
  { key: 'my_choice', opens: 'yes' },
  { key: 'afraid', opens: 'no' },
  { key: 'ongoing', opens: 'no' },
  { key: 'own_part', opens: 'yes' },
  { key: 'support', opens: 'yes' },
];

export type GateAnswers = Partial<Record<Question['key'], GateAnswer>>;

/** The first that is not answered yet; undefined once all are. */
export function next_question(answers: GateAnswers): Question | undefined {
  return questions.find(({ key }) => answers[key] === undefined);
}

/** What is not answered opens nothing. */
export function gate_of(answers: GateAnswers): Gate {
  return questions.every(({ key, opens }) => answers[key] === opens) ? 'goes_on' : 'not_now';
}
