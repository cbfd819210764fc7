import Input from 'antd/es/input';
import { useTranslation } from 'react-i18next';
import type { Task } from '#contracts/api/task.ts';
import { useFormat } from '../shared/format.ts';
import { Pill } from '../shared/ui/marks.tsx';
import { useMayChange } from '../sign-in/use-may-change.ts';
import { useChangeTask } from './use-change-task.ts';

/** The day, which can be moved; the time of day stays. */
export function TaskDue({ task }: { task: Task }) {
  const { t } = useTranslation();
  const format = useFormat();
  const mayChange = useMayChange();
  const { mutate } = useChangeTask();
  const due = new Date(task.dueAt);
  const move = (day: string) => {
    const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
    const moved = new Date(due);
    moved.setFullYear(year, month - 1, date);
    if (day !== '' && !Number.isNaN(moved.getTime())) mutate({ id: task.id, change: { dueAt: moved.toISOString() } });
  };
  return (
    <span className="row" style={{ gap: 8, flexWrap: 'wrap' }} title={format.dateTime(task.dueAt)}>
      {mayChange ? (
        <Input
          aria-label={`${t('tasks.due')}: ${task.title}`}
          type="date"
          size="small"
          style={{ width: 136 }}
          key={task.dueAt}
          defaultValue={dayText(due)}
          onBlur={(event) => (event.target.value === dayText(due) ? undefined : move(event.target.value))}
        />
      ) : (
        <span>{format.date(task.dueAt)}</span>
      )}
      {due.getTime() < Date.now() ? <Pill tone="held">{t('tasks.late')}</Pill> : null}
    </span>
  );
}

function dayText(at: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}
