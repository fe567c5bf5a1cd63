// Kinds of personal data that get lost, by the names that the API knows.
export const DATA_KINDS = [
  { value: "names", label: "Names" },
  { value: "email", label: "E-mail addresses" },
  { value: "phone", label: "Phone numbers" },
  { value: "address", label: "Postal addresses" },
  { value: "date_of_birth", label: "Dates of birth" },
  { value: "password", label: "Passwords" },
  { value: "credit_card", label: "Payment cards" },
  { value: "bank_account", label: "Bank accounts" },
  { value: "salary", label: "Salaries" },
  { value: "national_id", label: "Identity documents" },
  { value: "health_records", label: "Health data" },
  { value: "contracts", label: "Contracts" },
];
