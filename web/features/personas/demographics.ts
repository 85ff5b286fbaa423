/** In the order in which a person is described; the keys are those of the document. */
export const demographicFields = [
  { key: 'jobTitles', label: 'Job titles', suggestions: [] },
  {
    key: 'departments',
    label: 'Departments',
    suggestions: [
      'Engineering',
      'Product',
      'Finance',
      'Operations',
      'Sales',
      'Marketing',
      'Security',
      'IT',
      'HR',
    ],
  },
  {
    key: 'seniority',
    label: 'Seniority',
    suggestions: ['Entry', 'Manager', 'Senior Manager', 'Director', 'VP', 'C-Suite', 'Founder'],
  },
  {
    key: 'buyingRoles',
    label: 'Buying roles',
    suggestions: [
      'Technical Buyer',
      'Economic Buyer',
      'Decision Maker',
      'Champion',
      'End User',
      'Blocker',
      'Executive Sponsor',
      'Legal and Compliance',
      'Budget Holder',
    ],
  },
  { key: 'jobDescriptionKeywords', label: 'Keywords in job descriptions', suggestions: [] },
] as const;
