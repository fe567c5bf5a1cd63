//! Invents the company's 250 people.

use std::collections::BTreeSet;

use anyhow::Result;

use super::names::{SITES, Site, local_part};
use super::random::Random;
use super::{COMPANY_DOMAIN, csv_of};

/// How many people the company has.
const COUNT: usize = 250;

/// One person.
pub(super) struct Employee {
    pub(super) email: String,
    first_name: &'static str,
    last_name: &'static str,
    department: &'static str,
    location: &'static str,
    title: &'static str,
}

struct Department {
    name: &'static str,
    /// How many of the company's people work there, against the other departments.
    weight: usize,
    titles: &'static [&'static str],
}

#[rustfmt::skip]
const DEPARTMENTS: [Department; 11] = [
    Department { name: "Research and Development", weight: 24,
        titles: &["Optical Engineer", "Coating Scientist", "Embedded Software Engineer", "Mechanical Designer", "Principal Engineer"] },
    Department { name: "Manufacturing", weight: 22,
        titles: &["Precision Grinder", "Assembly Technician", "Clean Room Technician", "Shift Supervisor"] },
    Department { name: "Quality", weight: 8, titles: &["Metrology Technician", "Quality Engineer", "Calibration Specialist"] },
    Department { name: "Sales", weight: 12, titles: &["Account Manager", "Sales Engineer", "Regional Director"] },
    Department { name: "Customer Support", weight: 8, titles: &["Support Engineer", "Service Coordinator"] },
    Department { name: "Marketing", weight: 5, titles: &["Product Marketing Manager", "Content Editor"] },
    Department { name: "Finance", weight: 6, titles: &["Accountant", "Financial Controller", "Payroll Specialist"] },
    Department { name: "Human Resources", weight: 4, titles: &["Recruiter", "HR Business Partner"] },
    Department { name: "IT", weight: 6, titles: &["Systems Administrator", "Security Analyst", "Network Engineer"] },
    Department { name: "Logistics", weight: 6, titles: &["Warehouse Associate", "Export Coordinator"] },
    Department { name: "Legal", weight: 2, titles: &["Counsel", "Data Protection Officer"] },
];

/// The same people each time, no address twice.
pub(super) fn invent() -> Vec<Employee> {
    let mut random = Random::new(0x1DE5);
    let mut taken = BTreeSet::new();
    let mut employees = Vec::with_capacity(COUNT);
    while employees.len() < COUNT {
        let site: &Site = random.pick_weighted(&SITES, |site| site.weight);
        let (first_name, last_name) = (random.pick(site.first), random.pick(site.last));
        let local = local_part(first_name, last_name);
        // A second person of the same name is not invented: the list reads better without.
        if !taken.insert(local.clone()) {
            continue;
        }
        let department = random.pick_weighted(&DEPARTMENTS, |department| department.weight);
        employees.push(Employee {
            email: format!("{local}@{COMPANY_DOMAIN}"),
            first_name,
            last_name,
            department: department.name,
            location: site.city,
            title: random.pick(department.titles),
        });
    }
    employees
}

/// In the form that `gatehouse import employees` reads; `title` is a column more than it needs.
///
/// # Errors
/// Never in practice: the table is written to memory.
pub(super) fn to_csv(employees: &[Employee]) -> Result<String> {
    csv_of(
        ["email", "first_name", "last_name", "department", "location", "title"],
        employees.iter().map(|it| {
            [&it.email, it.first_name, it.last_name, it.department, it.location, it.title].map(str::to_owned)
        }),
    )
}
