import { fields, type Shape } from './fields.ts';
import { choice, nested, text } from './shapes.ts';
import { texts } from './texts.ts';

const confidenceFields = fields({
  overallConfidence: [text, 'overallConfidence', 'overall_confidence'],
  dataQuality: [text, 'dataQuality', 'data_quality'],
  inferenceLevel: [choice(['minimal', 'moderate', 'significant']), 'inferenceLevel', 'inference_level'],
  recommendedImprovements: [texts, 'recommendedImprovements', 'recommended_improvements'],
});

const metadataFields = fields({
  primaryContextSource: [
    choice(['user_input', 'company_context', 'website_content']),
    'primaryContextSource',
    'primary_context_source',
  ],
  sourcesUsed: [texts, 'sourcesUsed', 'sources_used'],
  confidenceAssessment: [nested(confidenceFields), 'confidenceAssessment', 'confidence_assessment'],
  processingNotes: [text, 'processingNotes', 'processing_notes'],
});

/** What the model said of its own answer, for accounts and personas. */
export const metadata: Shape = nested(metadataFields);
