// The same stack as an environment file with that many services gives in
// Tandem, written for CDKTF in TypeScript: `node main.js 100`. The benchmark
// measures the two against each other, after it has compared what they write.

import { CloudRunV2Service } from "@cdktf/provider-google/lib/cloud-run-v2-service";
import { CloudRunV2ServiceIamPolicy } from "@cdktf/provider-google/lib/cloud-run-v2-service-iam-policy";
import { DataGoogleIamPolicy } from "@cdktf/provider-google/lib/data-google-iam-policy";
import { ProjectService } from "@cdktf/provider-google/lib/project-service";
import { GoogleProvider } from "@cdktf/provider-google/lib/provider";
import { ServiceAccount } from "@cdktf/provider-google/lib/service-account";
import { App, GcsBackend, TerraformElement, TerraformStack } from "cdktf";
import { Construct } from "constructs";

const project = "bench-project";
const region = "us-central1";

// The element under the Terraform name given, which has to be set before
// anything refers to it.
function named<T extends TerraformElement>(name: string, element: T): T {
  element.overrideLogicalId(name);
  return element;
}

// An API enabled in the project.
function api(scope: Construct, service: string): ProjectService {
  const name = service.replace(/\./g, "_");
  return named(name, new ProjectService(scope, service, { service, disableOnDestroy: false }));
}

// A Cloud Run service with an account of its own and a list of who may call it.
class PrivateService extends Construct {
  constructor(scope: Construct, id: string, apis: { run: ProjectService; iam: ProjectService }) {
    super(scope, id);
    const account = named(id, new ServiceAccount(this, "identity", {
      accountId: id,
      displayName: id,
      dependsOn: [apis.iam],
    }));
    const service = named(id, new CloudRunV2Service(this, "service", {
      name: id,
      location: region,
      deletionProtection: true,
      template: {
        containers: [{ image: "us-docker.pkg.dev/cloudrun/container/hello" }],
        serviceAccount: account.email,
      },
      dependsOn: [apis.run],
    }));
    const invokers = named(id, new DataGoogleIamPolicy(this, "invokers", {
      binding: [{ role: "roles/run.invoker", members: ["group:callers@example.com"] }],
    }));
    named(id, new CloudRunV2ServiceIamPolicy(this, "policy", {
      project: service.project,
      location: service.location,
      name: service.name,
      policyData: invokers.policyData,
    }));
  }
}

class Services extends TerraformStack {
  constructor(scope: Construct, id: string, count: number) {
    super(scope, id);
    new GoogleProvider(this, "google", { project, region });
    this.addOverride("terraform.required_providers.google", {
      source: "hashicorp/google",
      version: ">= 6.50.0, < 9.0.0",
    });
    new GcsBackend(this, { bucket: "bench-state", prefix: "bench" });
    const apis = { run: api(this, "run.googleapis.com"), iam: api(this, "iam.googleapis.com") };
    for (let i = 1; i <= count; i++) {
      new PrivateService(this, `service-${String(i).padStart(4, "0")}`, apis);
    }
  }
}

const app = new App();
new Services(app, "bench", Number(process.argv[2]));
app.synth();
