package dev.messaging.infra;

import com.pulumi.asset.FileAsset;
import com.pulumi.aws.s3.BucketLifecycleConfigurationV2;
import com.pulumi.aws.s3.BucketLifecycleConfigurationV2Args;
import com.pulumi.aws.s3.BucketObjectv2;
import com.pulumi.aws.s3.BucketObjectv2Args;
import com.pulumi.aws.s3.BucketOwnershipControls;
import com.pulumi.aws.s3.BucketOwnershipControlsArgs;
import com.pulumi.aws.s3.BucketPublicAccessBlock;
import com.pulumi.aws.s3.BucketPublicAccessBlockArgs;
import com.pulumi.aws.s3.BucketServerSideEncryptionConfigurationV2;
import com.pulumi.aws.s3.BucketServerSideEncryptionConfigurationV2Args;
import com.pulumi.aws.s3.BucketV2;
import com.pulumi.aws.s3.BucketV2Args;
import com.pulumi.aws.s3.BucketVersioningV2;
import com.pulumi.aws.s3.BucketVersioningV2Args;
import com.pulumi.aws.s3.inputs.BucketLifecycleConfigurationV2RuleArgs;
import com.pulumi.aws.s3.inputs.BucketLifecycleConfigurationV2RuleFilterArgs;
import com.pulumi.aws.s3.inputs.BucketLifecycleConfigurationV2RuleNoncurrentVersionExpirationArgs;
import com.pulumi.aws.s3.inputs.BucketOwnershipControlsRuleArgs;
import com.pulumi.aws.s3.inputs.BucketServerSideEncryptionConfigurationV2RuleApplyServerSideEncryptionByDefaultArgs;
import com.pulumi.aws.s3.inputs.BucketServerSideEncryptionConfigurationV2RuleArgs;
import com.pulumi.aws.s3.inputs.BucketVersioningV2VersioningConfigurationArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.Resource;

/** The releases: a private bucket, and in it this one, named by what it holds. */
final class Artifact extends Part {
    /** What was overwritten or deleted by mistake can be had back for so long. */
    private static final int DELETED_KEPT_DAYS = 90;

    private final BucketV2 bucket;
    private final BucketObjectv2 release;

    Artifact(StackConfig config) {
        super("Artifact", config);
        boolean kept = config.tables().kept();
        this.bucket = new BucketV2(config.name("releases"),
                BucketV2Args.builder().forceDestroy(!kept).tags(config.tags()).build(),
                guarded().build());
        BucketVersioningV2 versions = keepVersions();
        closeToThePublic();
        encrypt();
        this.release = new BucketObjectv2(config.name("release"),
                BucketObjectv2Args.builder().bucket(bucket.id()).key(config.release().key())
                        .source(new FileAsset(config.release().file().toString()))
                        .sourceHash(config.release().sha256()).contentType("application/zip").build(),
                // The one before stays: machines that are rolled back fetch it again.
                options().retainOnDelete(true).dependsOn(versions).build());
    }

    Output<String> bucketName() {
        return bucket.id();
    }

    Output<String> bucketArn() {
        return bucket.arn();
    }

    /** Named by what the object is called once it is there, so that whoever reads it comes after it. */
    Output<String> key() {
        return release.key();
    }

    Resource uploaded() {
        return release;
    }

    /** Of the bucket and of what makes it private, for it must not stay without. */
    private CustomResourceOptions.Builder guarded() {
        return options().protect(config().tables().kept());
    }

    private BucketVersioningV2 keepVersions() {
        BucketVersioningV2 versions = new BucketVersioningV2(config().name("releases"),
                BucketVersioningV2Args.builder().bucket(bucket.id()).versioningConfiguration(
                        BucketVersioningV2VersioningConfigurationArgs.builder().status("Enabled").build()).build(),
                guarded().build());
        var unused = new BucketLifecycleConfigurationV2(config().name("releases"),
                BucketLifecycleConfigurationV2Args.builder().bucket(bucket.id())
                        .rules(BucketLifecycleConfigurationV2RuleArgs.builder().id("deleted").status("Enabled")
                                .filter(BucketLifecycleConfigurationV2RuleFilterArgs.builder().prefix("").build())
                                .noncurrentVersionExpiration(
                                        BucketLifecycleConfigurationV2RuleNoncurrentVersionExpirationArgs.builder()
                                                .noncurrentDays(DELETED_KEPT_DAYS).build())
                                .build())
                        .build(),
                guarded().dependsOn(versions).build());
        return versions;
    }

    private void closeToThePublic() {
        var unused = new BucketPublicAccessBlock(config().name("releases"),
                BucketPublicAccessBlockArgs.builder().bucket(bucket.id()).blockPublicAcls(true).blockPublicPolicy(true)
                        .ignorePublicAcls(true).restrictPublicBuckets(true).build(),
                guarded().build());
        var unusedEither = new BucketOwnershipControls(config().name("releases"),
                BucketOwnershipControlsArgs.builder().bucket(bucket.id())
                        .rule(BucketOwnershipControlsRuleArgs.builder().objectOwnership("BucketOwnerEnforced").build())
                        .build(),
                guarded().build());
    }

    private void encrypt() {
        var unused = new BucketServerSideEncryptionConfigurationV2(config().name("releases"),
                BucketServerSideEncryptionConfigurationV2Args.builder().bucket(bucket.id())
                        .rules(BucketServerSideEncryptionConfigurationV2RuleArgs.builder()
                                .applyServerSideEncryptionByDefault(
                                        BucketServerSideEncryptionConfigurationV2RuleApplyServerSideEncryptionByDefaultArgs
                                                .builder().sseAlgorithm("AES256").build())
                                .build())
                        .build(),
                guarded().build());
    }
}
