import { Panel, useReactFlow } from '@xyflow/react';
import Button from 'antd/es/button';
import { useTranslation } from 'react-i18next';
import { useMayChange } from '../sign-in/use-may-change.ts';

export function CanvasTools({ onTidy }: { onTidy: () => void }) {
  const { t } = useTranslation();
  const flow = useReactFlow();
  const mayChange = useMayChange();
  return (
    <Panel position="bottom-left">
      <span className="row" style={{ gap: 4 }}>
        <Button size="small" aria-label={t('journeys.zoomIn')} onClick={() => void flow.zoomIn()}>
          +
        </Button>
        <Button size="small" aria-label={t('journeys.zoomOut')} onClick={() => void flow.zoomOut()}>
          −
        </Button>
        <Button size="small" onClick={() => void flow.fitView({ maxZoom: 1, padding: 0.12 })}>
          {t('journeys.showAll')}
        </Button>
        {mayChange ? (
          <Button
            size="small"
            onClick={() => {
              onTidy();
              requestAnimationFrame(() => void flow.fitView({ maxZoom: 1, padding: 0.12 }));
            }}
          >
            {t('journeys.tidy')}
          </Button>
        ) : null}
      </span>
    </Panel>
  );
}
